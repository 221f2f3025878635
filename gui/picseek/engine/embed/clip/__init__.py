"""CLIP-class models on this computer: got once with consent, then asked without a network.

models          the table, as data
folder          where their files lie, and which are whole
hub, download   getting them from the Hugging Face Hub
intake          taking them from a folder of the user's
sessions        ONNX Runtime: threads, accelerators, letting go when idle
preparer        pixels, in the decode workers
tokens          words
embedder        all of it as an `Embedder`
"""
