"""Reports over more than one app. They read, and write nothing."""
