"""One backend per file, named port_backend; only `app.py` names them."""
