"""What a place sets, for whom, under which conditions, from when until when, and what stands above it.

The one reader of groups, grades, places, dates and the relations of circulars for the rules, the check and the tracker.
"""
