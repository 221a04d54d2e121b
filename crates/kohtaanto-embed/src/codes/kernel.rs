//! The product of a query and a row of bytes, by AVX2 where there is one.

/// The sum of products of a query's steps and a row's: whole numbers, so the same whatever the
/// instructions.
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

/// [`portable_dot`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_avx2(query: &[i16], row: &[u8]) -> i32 {
    portable_dot(query, row)
}

const LANES: usize = 32;

#[inline(always)]
fn portable_dot(query: &[i16], row: &[u8]) -> i32 {
    let (row_blocks, row_rest) = row.as_chunks::<LANES>();
    let (query_blocks, query_rest) = query.as_chunks::<LANES>();
    let blocks = row_blocks.iter().zip(query_blocks).map(|(row, query)| products(row, query));
    blocks.fold(products(row_rest, query_rest), i32::wrapping_add)
}

#[inline(always)]
fn products(row: &[u8], query: &[i16]) -> i32 {
    let products =
        row.iter().zip(query).map(|(code, step)| i32::from(*code as i8) * i32::from(*step));
    products.fold(0, i32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn instructions_change_no_product(
            pairs in prop::collection::vec((any::<i16>(), any::<u8>()), 0..500)
        ) {
            let (query, row): (Vec<i16>, Vec<u8>) = pairs.iter().copied().unzip();
            let plain = pairs.iter().fold(0, |sum: i32, (step, code)| {
                sum.wrapping_add(i32::from(*step) * i32::from(*code as i8))
            });
            prop_assert_eq!(dot(&query, &row), plain);
            prop_assert_eq!(portable_dot(&query, &row), plain);
        }
    }
}
