//! The vector of one text, and how close two of them are.
//!
//! Every component is a multiple of 1/32767. So a vector is stored in two bytes a component without
//! loss, dot products are whole numbers whose sum does not depend on order, lanes or processor, and
//! the last bits in which an inference engine may waver are gone. The price is 1e-5 of similarity
//! (one standard deviation: 1 / 32767 / sqrt(12) for each side), a thousandth of the spread
//! that similarities of texts have.
//!
//! It knows nothing of texts, models or files.

use crate::{Error, Result};

/// Steps in the unit interval: a component is a whole number of `1 / STEPS`.
///
/// A sum of products cannot overflow 32 bits: by Cauchy and Schwarz its parts stay below `STEPS`
/// squared, which is half of what fits.
pub(crate) const STEPS: f32 = 32767.0;

/// A direction: finite, of length one (within 1e-4), each component a multiple of 1/32767.
#[derive(Clone, PartialEq)]
pub struct Embedding(Vec<f32>);

/// Cosine of the angle between two embeddings, `-1.0..=1.0`; higher is closer.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Similarity(f32);

impl Embedding {
    /// Scales `values` to length one and rounds each to the grid.
    ///
    /// # Errors
    ///
    /// [`Error::NotAnEmbedding`] when there are no values, one is not finite, or all are zero.
    pub fn new(mut values: Vec<f32>) -> Result<Self> {
        if values.is_empty() {
            return Err(Error::NotAnEmbedding { reason: "it is empty" });
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Error::NotAnEmbedding { reason: "a value is not finite" });
        }
        let norm = values.iter().map(|&value| f64::from(value).powi(2)).sum::<f64>().sqrt();
        if norm == 0.0 {
            return Err(Error::NotAnEmbedding { reason: "all values are zero" });
        }
        for value in &mut values {
            let unit = (f64::from(*value) / norm) as f32;
            *value = f32::from(to_steps(unit)) / STEPS;
        }
        Ok(Self(values))
    }

    /// The components.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }

    /// The number of components.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.0.len()
    }

    /// How close the two directions are.
    ///
    /// The same value that a [`VectorSnapshot`](crate::vectors::VectorSnapshot) gives for the
    /// stored vector. Embeddings of different lengths come from different models and have nothing
    /// in common: `0.0`.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> Similarity {
        if self.dimensions() != other.dimensions() {
            return Similarity(0.0);
        }
        let products = self.steps().zip(other.steps()).map(|(a, b)| i32::from(a) * i32::from(b));
        Similarity::from_steps(products.fold(0, i32::wrapping_add))
    }

    /// The components as whole steps.
    pub(crate) fn steps(&self) -> impl Iterator<Item = i16> + '_ {
        self.0.iter().map(|&value| to_steps(value))
    }

    /// The embedding that [`steps`](Self::steps) came from.
    pub(crate) fn from_steps(steps: impl Iterator<Item = i16>) -> Self {
        Self(steps.map(|step| f32::from(step) / STEPS).collect())
    }
}

impl std::fmt::Debug for Embedding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Embedding({} dimensions)", self.0.len())
    }
}

impl Similarity {
    /// The similarity itself, `-1.0..=1.0`.
    #[must_use]
    pub fn value(self) -> f32 {
        self.0
    }

    /// From a sum of products of steps and of steps of another size.
    pub(crate) fn of_steps(sum: i32, step: f32) -> Self {
        let cosine = f64::from(sum) / f64::from(STEPS) * f64::from(step);
        Self((cosine as f32).clamp(-1.0, 1.0))
    }

    /// From a sum of products of steps.
    pub(crate) fn from_steps(sum: i32) -> Self {
        let cosine = f64::from(sum) / (f64::from(STEPS) * f64::from(STEPS));
        Self((cosine as f32).clamp(-1.0, 1.0))
    }
}

/// The nearest step; a value beyond the unit interval becomes its end.
fn to_steps(value: f32) -> i16 {
    // Adding half and cutting vectorizes, where `round` is a call for each value.
    let scaled = value.clamp(-1.0, 1.0) * STEPS;
    (scaled + 0.5_f32.copysign(scaled)) as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_no_direction_is_refused() {
        for (values, reason) in [
            (vec![], "it is empty"),
            (vec![0.0, 0.0], "all values are zero"),
            (vec![1.0, f32::NAN], "a value is not finite"),
            (vec![f32::INFINITY, 1.0], "a value is not finite"),
        ] {
            let error = Embedding::new(values).expect_err("refused");
            assert_eq!(error.to_string(), format!("not an embedding: {reason}"));
        }
    }

    #[test]
    fn one_axis_is_close_to_itself_and_to_nothing_else() {
        let x = Embedding::new(vec![2.0, 0.0]).expect("a direction");
        let y = Embedding::new(vec![0.0, -3.0]).expect("a direction");
        assert_eq!(x.as_slice(), [1.0, 0.0]);
        assert_eq!(x.similarity(&x).value(), 1.0);
        assert_eq!(x.similarity(&y).value(), 0.0);
        let opposite = Embedding::new(vec![-1.0, 0.0]).expect("a direction");
        assert_eq!(x.similarity(&opposite).value(), -1.0);
        let longer = Embedding::new(vec![1.0, 0.0, 0.0]).expect("a direction");
        assert_eq!(x.similarity(&longer).value(), 0.0);
    }

    fn direction() -> impl Strategy<Value = Vec<f32>> {
        proptest::collection::vec(-1.0_f32..1.0, 48)
            .prop_filter("has a length", |values| values.iter().any(|value| value.abs() > 1e-3))
    }

    proptest! {
        #[test]
        fn length_is_one_and_steps_lose_nothing(values in direction()) {
            let embedding = Embedding::new(values).expect("a direction");
            let norm: f32 = embedding.as_slice().iter().map(|v| v * v).sum::<f32>().sqrt();
            prop_assert!((norm - 1.0).abs() < 1e-4);
            prop_assert_eq!(&Embedding::from_steps(embedding.steps()), &embedding);
            prop_assert!(embedding.similarity(&embedding).value() > 0.9998);
        }

        #[test]
        fn similarity_is_the_cosine(a in direction(), b in direction()) {
            let dot: f64 = a.iter().zip(&b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum();
            let norm = |v: &[f32]| v.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt();
            let cosine = dot / norm(&a) / norm(&b);
            let a = Embedding::new(a).expect("a direction");
            let b = Embedding::new(b).expect("a direction");
            prop_assert!((f64::from(a.similarity(&b).value()) - cosine).abs() < 2e-4);
            prop_assert_eq!(a.similarity(&b), b.similarity(&a));
        }
    }
}
