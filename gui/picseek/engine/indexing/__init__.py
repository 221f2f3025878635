"""The index run: bringing a library in step with the disk.

run         IndexRun, the coordinator: scan -> decode -> embed -> commit
scan        what the disk shows
plan        what of it is new, changed, gone
embedding   batches for the model
commit      to the store, then to the vector index
sweep       forgetting what is gone, and nothing that is only out of reach
"""
