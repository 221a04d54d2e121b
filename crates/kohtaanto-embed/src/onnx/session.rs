//! One copy of the model in the runtime, and the step from tokens to one vector.
//!
//! This module and [`runtime`](crate::runtime) are the only ones that know the crate `ort`; its
//! errors leave as text.

use std::path::{Path, PathBuf};

use ndarray::{Array2, ArrayView2, Axis, Ix3, s};
use ort::environment::Environment;
use ort::session::builder::{AutoDevicePolicy, GraphOptimizationLevel};
use ort::value::TensorRef;

use super::batch::Batch;
use crate::manifest::{Graph, Pooling};
use crate::{Error, Manifest, Result, memory, runtime};

/// Makes sessions of one model.
pub(super) struct SessionFactory {
    environment: Environment,
    path: PathBuf,
    graph: Graph,
    pooling: Pooling,
    dimensions: usize,
    threads: usize,
}

/// One copy of the model.
pub(super) struct Session {
    inner: ort::session::Session,
    graph: Graph,
    pooling: Pooling,
    dimensions: usize,
}

impl SessionFactory {
    pub(super) fn new(dir: &Path, manifest: &Manifest, threads: usize) -> Result<Self> {
        Ok(Self {
            environment: runtime::environment()?,
            path: dir.join(&manifest.files.model.path),
            graph: manifest.graph.clone(),
            pooling: manifest.pooling,
            dimensions: manifest.dimensions,
            threads,
        })
    }

    pub(super) fn make(&self) -> Result<Session> {
        let refused = |reason: String| Error::Model { path: self.path.clone(), reason };
        let inner = self.open().map_err(|error| refused(error.to_string()))?;
        memory::trim();
        let Graph { input_ids, attention_mask, token_type_ids, output } = &self.graph;
        let inputs = [Some(input_ids), Some(attention_mask), token_type_ids.as_ref()];
        for name in inputs.into_iter().flatten() {
            if !inner.inputs().iter().any(|input| input.name() == name) {
                return Err(refused(format!("it has no input `{name}`")));
            }
        }
        let n_inputs = inputs.into_iter().flatten().count();
        if inner.inputs().len() != n_inputs {
            let names: Vec<_> = inner.inputs().iter().map(|input| input.name()).collect();
            return Err(refused(format!("it wants other inputs: {}", names.join(", "))));
        }
        if !inner.outputs().iter().any(|found| found.name() == output) {
            return Err(refused(format!("it has no output `{output}`")));
        }
        let (graph, pooling, dimensions) = (self.graph.clone(), self.pooling, self.dimensions);
        Ok(Session { inner, graph, pooling, dimensions })
    }

    fn open(&self) -> ort::Result<ort::session::Session> {
        ort::session::Session::builder(&self.environment)?
            .with_auto_device(AutoDevicePolicy::PreferCPU)?
            .with_optimization_level(GraphOptimizationLevel::Level3)?
            .with_intra_threads(self.threads)?
            // Spinning threads burnt 40 % of a loaded machine.
            .with_intra_op_spinning(false)?
            // Patterns are kept for each shape, and shapes are many.
            .with_memory_pattern(false)?
            .commit_from_file(&self.path)
    }
}

impl Session {
    /// One vector for each text of the batch, in its order, not yet scaled.
    pub(super) fn run(
        &mut self,
        batch: &Batch,
        tokens: &[Vec<u32>],
        pad: u32,
    ) -> Result<Vec<Vec<f32>>, String> {
        self.try_run(batch, tokens, pad).map_err(|error| error.to_string())
    }

    fn try_run(
        &mut self,
        batch: &Batch,
        tokens: &[Vec<u32>],
        pad: u32,
    ) -> Result<Vec<Vec<f32>>, Box<dyn std::error::Error>> {
        let (rows, width) = (batch.texts.len(), batch.width);
        let mut ids = Array2::from_elem((rows, width), i64::from(pad));
        let mut mask = Array2::<i64>::zeros((rows, width));
        for (row, text) in batch.texts.iter().enumerate() {
            for (at, id) in tokens[*text].iter().enumerate() {
                ids[[row, at]] = i64::from(*id);
                mask[[row, at]] = 1;
            }
        }
        let types = Array2::<i64>::zeros((rows, width));
        let mut inputs = ort::inputs![
            self.graph.input_ids.as_str() => TensorRef::from_array_view(&ids)?,
            self.graph.attention_mask.as_str() => TensorRef::from_array_view(&mask)?,
        ];
        if let Some(name) = &self.graph.token_type_ids {
            inputs.push((name.as_str().into(), TensorRef::from_array_view(&types)?.into()));
        }
        let outputs = self.inner.run(inputs)?;
        let hidden = outputs[self.graph.output.as_str()].try_extract_array::<f32>()?;
        if hidden.shape() != [rows, width, self.dimensions] {
            return Err(format!("its output has the shape {:?}", hidden.shape()).into());
        }
        let hidden = hidden.into_dimensionality::<Ix3>()?;
        let per_text = hidden.outer_iter().zip(&batch.texts);
        Ok(per_text.map(|(hidden, text)| self.pooling.apply(hidden, tokens[*text].len())).collect())
    }
}

impl Pooling {
    /// The vector of a text from the rows of its `n_tokens` first tokens in `hidden`, a row of
    /// dimensions for each token.
    fn apply(self, hidden: ArrayView2<'_, f32>, n_tokens: usize) -> Vec<f32> {
        let n = match self {
            // Scaled to length one later: dividing by the number of tokens would change nothing.
            Self::Mean => n_tokens,
            Self::Cls => n_tokens.min(1),
        };
        hidden.slice(s![..n, ..]).sum_axis(Axis(0)).to_vec()
    }
}

impl std::fmt::Debug for SessionFactory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SessionFactory({}, {} threads)", self.path.display(), self.threads)
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({} dimensions)", self.dimensions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn pooling_leaves_out_what_fills_up() {
        let hidden = array![[1.0, 2.0], [3.0, 4.0], [100.0, 100.0]];
        assert_eq!(Pooling::Mean.apply(hidden.view(), 2), [4.0, 6.0]);
        assert_eq!(Pooling::Cls.apply(hidden.view(), 2), [1.0, 2.0]);
        assert_eq!(Pooling::Mean.apply(hidden.view(), 0), [0.0, 0.0]);
    }
}
