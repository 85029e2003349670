"""Pure: files and texts from outside become values of the model, or an error that says where and why not."""
