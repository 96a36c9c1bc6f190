"""The desk: the whole day's work with a corpus in the browser ([desk](docs/desk.md)).

Pages read an index (`index`), which `holdings` renews from the corpus; what people decide (`actions`) is written as files into
the corpus, or into the tracker's store, before anything else.
"""
