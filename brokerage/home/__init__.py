"""The first page, the navigation, and the pages about oneself."""
