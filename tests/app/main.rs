//! The window driven by its accessible labels, without a GPU.
