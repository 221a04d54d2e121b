//! Texts to vectors: ONNX models through ort, their manifests and runtime.
