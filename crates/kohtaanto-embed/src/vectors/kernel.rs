//! The product of two vectors, by AVX2 where there is one, and rows asked of the memory ahead.

/// The sum of products of a query's steps and a row's bytes: whole numbers, so the same whatever
/// the instructions.
#[inline]
pub(super) fn dot(query: &[i16], row: &[u8]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, which is all that the function asks.
        #[allow(unsafe_code)]
        return unsafe { dot_avx2(query, row) };
    }
    portable_dot(query, row)
}

/// Asks the memory for a row that will soon be needed: rows of a narrow set lie far apart, and the
/// processor does not guess the next.
#[inline]
pub(super) fn prefetch(row: &[u8]) {
    #[cfg(target_arch = "x86_64")]
    for line in row.chunks(CACHE_LINE) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint, of memory that is there.
        #[allow(unsafe_code)]
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast());
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = row;
}

#[cfg(target_arch = "x86_64")]
const CACHE_LINE: usize = 64;

/// [`portable_dot`] compiled for AVX2: sixteen components with one instruction instead of eight.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_avx2(query: &[i16], row: &[u8]) -> i32 {
    portable_dot(query, row)
}

/// In blocks of one cache line: the compiler then multiplies and adds eight components with one
/// instruction (`pmaddwd`), which it does not find in the plain loop.
#[inline(always)]
fn portable_dot(query: &[i16], row: &[u8]) -> i32 {
    let (row, _) = row.as_chunks::<2>();
    let (row_blocks, row_rest) = row.as_chunks::<LANES>();
    let (query_blocks, query_rest) = query.as_chunks::<LANES>();
    let blocks = row_blocks.iter().zip(query_blocks).map(|(row, query)| products(row, query));
    blocks.fold(products(row_rest, query_rest), i32::wrapping_add)
}

const LANES: usize = 32;

#[inline(always)]
fn products(row: &[[u8; 2]], query: &[i16]) -> i32 {
    let steps = row.iter().map(|bytes| i32::from(i16::from_le_bytes(*bytes)));
    let products = steps.zip(query).map(|(a, b)| a * i32::from(*b));
    products.fold(0, i32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn instructions_change_no_product(
            pairs in prop::collection::vec((any::<i16>(), any::<i16>()), 0..500)
        ) {
            let (query, row): (Vec<i16>, Vec<i16>) = pairs.iter().copied().unzip();
            let row: Vec<u8> = row.iter().flat_map(|step| step.to_le_bytes()).collect();
            let plain = pairs.iter().fold(0, |sum: i32, (a, b)| {
                sum.wrapping_add(i32::from(*a) * i32::from(*b))
            });
            prop_assert_eq!(dot(&query, &row), plain);
            prop_assert_eq!(portable_dot(&query, &row), plain);
        }
    }
}
