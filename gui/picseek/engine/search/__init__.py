"""From a query to ranked pictures: retrieval, fusion, saved searches."""
