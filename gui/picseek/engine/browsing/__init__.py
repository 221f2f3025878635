"""Looking through a library without a query: timelines, single pictures, badges."""
