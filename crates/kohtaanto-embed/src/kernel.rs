//! The product of a query and a row, by AVX2 where there is one.

/// A component of a row as it lies in a file.
pub(crate) trait Component: Copy {
    /// The component in whole steps.
    fn steps(self) -> i32;
}

/// Two bytes, little end first.
impl Component for [u8; 2] {
    #[inline(always)]
    fn steps(self) -> i32 {
        i32::from(i16::from_le_bytes(self))
    }
}

/// One byte with a sign.
impl Component for u8 {
    #[inline(always)]
    fn steps(self) -> i32 {
        i32::from(self as i8)
    }
}

/// The sum of products of a query's steps and a row's: whole numbers, so the same whatever the
/// instructions.
#[inline]
pub(crate) fn dot<C: Component>(query: &[i16], row: &[C]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, which is all that the function asks.
        #[allow(unsafe_code)]
        return unsafe { dot_avx2(query, row) };
    }
    portable_dot(query, row)
}

/// [`portable_dot`] compiled for AVX2: sixteen components with one instruction instead of eight.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_avx2<C: Component>(query: &[i16], row: &[C]) -> i32 {
    portable_dot(query, row)
}

/// In blocks of one cache line: the compiler then multiplies and adds eight components with one
/// instruction (`pmaddwd`), which it does not find in the plain loop.
#[inline(always)]
fn portable_dot<C: Component>(query: &[i16], row: &[C]) -> i32 {
    let (row_blocks, row_rest) = row.as_chunks::<LANES>();
    let (query_blocks, query_rest) = query.as_chunks::<LANES>();
    let blocks = row_blocks.iter().zip(query_blocks).map(|(row, query)| products(row, query));
    blocks.fold(products(row_rest, query_rest), i32::wrapping_add)
}

const LANES: usize = 32;

#[inline(always)]
fn products<C: Component>(row: &[C], query: &[i16]) -> i32 {
    let products = row.iter().zip(query).map(|(a, b)| a.steps() * i32::from(*b));
    products.fold(0, i32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check<C: Component>(query: &[i16], row: &[C]) -> Result<(), TestCaseError> {
        let plain = query
            .iter()
            .zip(row)
            .fold(0, |sum: i32, (a, b)| sum.wrapping_add(i32::from(*a) * b.steps()));
        prop_assert_eq!(dot(query, row), plain);
        prop_assert_eq!(portable_dot(query, row), plain);
        Ok(())
    }

    proptest! {
        #[test]
        fn instructions_change_no_product(
            pairs in prop::collection::vec((any::<i16>(), any::<i16>()), 0..500)
        ) {
            let (query, row): (Vec<i16>, Vec<i16>) = pairs.iter().copied().unzip();
            let words: Vec<[u8; 2]> = row.iter().map(|step| step.to_le_bytes()).collect();
            check(&query, &words)?;
            let bytes: Vec<u8> = row.iter().map(|step| *step as u8).collect();
            check(&query, &bytes)?;
        }
    }
}
