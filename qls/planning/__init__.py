"""What several pages need to plan a fix: the workbench, and by subject the parts of plans."""
