"""What each page of the desk shows, as models: a page is filled from them, and the API gives them as they are."""
