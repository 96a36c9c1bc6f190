"""hongtou: turns Chinese government circulars (红头文件) into structured, sourced, dated rules."""

__version__ = "0.1.0"
