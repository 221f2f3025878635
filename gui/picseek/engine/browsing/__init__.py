"""Looking through a library without a query: timelines, pictures and their badges."""
