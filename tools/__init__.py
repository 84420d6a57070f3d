"""Commands for those who develop Tapelint; nothing here is shipped."""
