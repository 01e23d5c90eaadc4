"""Many articles at once: read in chunks, briefed in one process or on a Dask cluster, kept as a GeoParquet dataset."""
