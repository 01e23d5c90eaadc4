"""What writes gazetteers: the form that all share, and the whole of GeoNames in that form."""
