BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE change (
	id INTEGER NOT NULL, 
	task_id VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	at VARCHAR(25) NOT NULL, 
	who TEXT NOT NULL, 
	field VARCHAR(16) NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "change" VALUES(1,'1d3139e84b83',0,'2026-11-30T11:16:41+00:00','王敏','task',NULL,'各市州完成定点医疗机构的联网结算改造工作');
INSERT INTO "change" VALUES(2,'5d858588a76d',0,'2026-11-30T11:16:41+00:00','王敏','task',NULL,'各县（市、区）医疗保障局报送实施方案');
INSERT INTO "change" VALUES(3,'08676027dec2',0,'2026-11-30T11:16:41+00:00','王敏','task',NULL,'各县（市、区）财政局将补助资金拨付到位');
INSERT INTO "change" VALUES(4,'08676027dec2',1,'2026-11-30T11:17:22+00:00','王敏','status','未开始','进行中');
INSERT INTO "change" VALUES(5,'08676027dec2',2,'2026-11-30T11:17:24+00:00','王敏','note','','资金已下达两县');
INSERT INTO "change" VALUES(6,'5d858588a76d',1,'2026-11-30T11:17:27+00:00','王敏','status','未开始','已完成');
INSERT INTO "change" VALUES(7,'1d3139e84b83',1,'2026-11-30T11:17:29+00:00','王敏','owner','','赵敏');
CREATE TABLE synchronization (
	id INTEGER NOT NULL, 
	at VARCHAR(25) NOT NULL, 
	who TEXT NOT NULL, 
	paths JSON NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "synchronization" VALUES(1,'2026-11-30T11:16:41+00:00','王敏','["corpus"]','5ea447801b190e0bdc1f86f6142d7cb72e67043472e47b40e58521409fbf1d26');
CREATE TABLE task (
	id VARCHAR(64) NOT NULL, 
	record_id VARCHAR(64) NOT NULL, 
	snapshot JSON NOT NULL, 
	since VARCHAR(10) NOT NULL, 
	withdrawn VARCHAR(10), 
	status VARCHAR(8) NOT NULL, 
	owner TEXT NOT NULL, 
	note TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	event_day VARCHAR(10), 
	done_through VARCHAR(10), 
	version INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (record_id)
);
INSERT INTO "task" VALUES('1d3139e84b83','1d3139e84b83','{"id": "1d3139e84b83", "action": "\u5404\u5e02\u5dde\u5b8c\u6210\u5b9a\u70b9\u533b\u7597\u673a\u6784\u7684\u8054\u7f51\u7ed3\u7b97\u6539\u9020\u5de5\u4f5c", "quote": "\u5404\u5e02\u5dde\u8981\u57282031\u5e749\u6708\u5e95\u524d\u5b8c\u6210\u5b9a\u70b9\u533b\u7597\u673a\u6784\u7684\u8054\u7f51\u7ed3\u7b97\u6539\u9020\u5de5\u4f5c", "standing": {"document": "\u6e58\u533b\u4fdd\u53d1\u30142031\u301520\u53f7", "source": "province.txt", "section": ["\u4e09"], "span": [203, 234], "page": null}, "deadline": {"source": "province.txt", "document": "\u6e58\u533b\u4fdd\u53d1\u30142031\u301520\u53f7", "span": [208, 217], "quote": "2031\u5e749\u6708\u5e95\u524d", "section": ["\u4e09"], "type": "deadline", "date": "2031-09-30", "opens": null, "duration": null, "from": null, "recurs": null, "action": "\u5404\u5e02\u5dde\u5b8c\u6210\u5b9a\u70b9\u533b\u7597\u673a\u6784\u7684\u8054\u7f51\u7ed3\u7b97\u6539\u9020\u5de5\u4f5c", "precision": "month", "year_from": "text"}, "lead": [], "support": [], "lead_full": [], "support_full": [], "modality": "must", "concepts": [], "number": "\u6e58\u533b\u4fdd\u53d1\u30142031\u301520\u53f7", "title": "\u5173\u4e8e\u505a\u597d2031\u5e74\u57ce\u4e61\u5c45\u6c11\u57fa\u672c\u533b\u7597\u4fdd\u969c\u5de5\u4f5c\u7684\u901a\u77e5", "issued": "2031-06-20", "document_status": "in_force", "level": "province", "place": "\u6e56\u5357\u7701", "place_code": "430000", "copies": [], "forwarded_by": [], "serves": null}','2026-11-30',NULL,'未开始','赵敏','','',NULL,NULL,1);
INSERT INTO "task" VALUES('5d858588a76d','5d858588a76d','{"id": "5d858588a76d", "action": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u533b\u7597\u4fdd\u969c\u5c40\u62a5\u9001\u5b9e\u65bd\u65b9\u6848", "quote": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u533b\u7597\u4fdd\u969c\u5c40\u8981\u57282031\u5e748\u6708\u5e95\u524d\u62a5\u9001\u5b9e\u65bd\u65b9\u6848", "standing": {"document": "\u682a\u533b\u4fdd\u53d1\u30142031\u301515\u53f7", "source": "city.txt", "section": ["\u4e09"], "span": [187, 216], "page": null}, "deadline": {"source": "city.txt", "document": "\u682a\u533b\u4fdd\u53d1\u30142031\u301515\u53f7", "span": [201, 210], "quote": "2031\u5e748\u6708\u5e95\u524d", "section": ["\u4e09"], "type": "deadline", "date": "2031-08-31", "opens": null, "duration": null, "from": null, "recurs": null, "action": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u533b\u7597\u4fdd\u969c\u5c40\u62a5\u9001\u5b9e\u65bd\u65b9\u6848", "precision": "month", "year_from": "text"}, "lead": [], "support": [], "lead_full": [], "support_full": [], "modality": "must", "concepts": [], "number": "\u682a\u533b\u4fdd\u53d1\u30142031\u301515\u53f7", "title": "\u5173\u4e8e\u505a\u597d2031\u5e74\u5168\u5e02\u57ce\u4e61\u5c45\u6c11\u57fa\u672c\u533b\u7597\u4fdd\u969c\u5de5\u4f5c\u7684\u901a\u77e5", "issued": "2031-07-28", "document_status": "in_force", "level": "city", "place": "\u682a\u6d32\u5e02", "place_code": "430200", "copies": [], "forwarded_by": [], "serves": null}','2026-11-30',NULL,'已完成','','','',NULL,NULL,1);
INSERT INTO "task" VALUES('08676027dec2','08676027dec2','{"id": "08676027dec2", "action": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u8d22\u653f\u5c40\u5c06\u8865\u52a9\u8d44\u91d1\u62e8\u4ed8\u5230\u4f4d", "quote": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u8d22\u653f\u5c40\u8981\u57282031\u5e7410\u6708\u5e95\u524d\u5c06\u8865\u52a9\u8d44\u91d1\u62e8\u4ed8\u5230\u4f4d", "standing": {"document": "\u5173\u4e8e\u8c03\u65742031\u5e74\u5c45\u6c11\u533b\u4fdd\u7b79\u8d44\u6807\u51c6\u7684\u901a\u77e5", "source": "unnumbered.txt", "section": ["\u4e8c"], "span": [108, 139], "page": null}, "deadline": {"source": "unnumbered.txt", "document": "\u5173\u4e8e\u8c03\u65742031\u5e74\u5c45\u6c11\u533b\u4fdd\u7b79\u8d44\u6807\u51c6\u7684\u901a\u77e5", "span": [120, 130], "quote": "2031\u5e7410\u6708\u5e95\u524d", "section": ["\u4e8c"], "type": "deadline", "date": "2031-10-31", "opens": null, "duration": null, "from": null, "recurs": null, "action": "\u5404\u53bf\uff08\u5e02\u3001\u533a\uff09\u8d22\u653f\u5c40\u5c06\u8865\u52a9\u8d44\u91d1\u62e8\u4ed8\u5230\u4f4d", "precision": "month", "year_from": "text"}, "lead": [], "support": [], "lead_full": [], "support_full": [], "modality": "must", "concepts": [], "number": null, "title": "\u5173\u4e8e\u8c03\u65742031\u5e74\u5c45\u6c11\u533b\u4fdd\u7b79\u8d44\u6807\u51c6\u7684\u901a\u77e5", "issued": "2031-08-05", "document_status": "in_force", "level": "city", "place": "\u6e58\u6f6d\u5e02", "place_code": "430300", "copies": [], "forwarded_by": [], "serves": null}','2026-11-30',NULL,'进行中','','资金已下达两县','',NULL,NULL,2);
CREATE INDEX ix_change_task_id ON change (task_id);
COMMIT;
