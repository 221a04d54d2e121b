//! Too much at once: quotas, a full queue, answers that take too long; and that all of it passes.

use super::{empty, filled, get, options};
use kohtaanto_http::{AppState, BlockingOptions, RateOptions, StateOptions};
use std::num::NonZeroU32;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

/// Holds the only slot of a state until the sender is dropped.
async fn hold(state: &AppState) -> (Sender<()>, tokio::task::JoinHandle<()>) {
    let (free, wait) = channel::<()>();
    let (held, is_held) = tokio::sync::oneshot::channel();
    let state = state.clone();
    let task = tokio::spawn(async move {
        let call = move |_: &kohtaanto::Snapshot| {
            let _ = held.send(());
            let _ = wait.recv();
            Ok(())
        };
        state.read(call).await.expect("held");
    });
    is_held.await.expect("held");
    (free, task)
}

fn narrow(queue: usize, timeout_ms: u64) -> StateOptions {
    let timeout = Duration::from_millis(timeout_ms);
    StateOptions { blocking: BlockingOptions { at_once: 1, queue }, timeout, ..options() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_answers_429_and_recovers() {
    let state = empty(narrow(0, 5000));
    let (free, task) = hold(&state).await;
    let answer = get(&state, "/api/v1/stats").await;
    assert_eq!(answer.error().0, 429);
    assert_eq!(answer.header("retry-after"), "1");
    // What needs no thread is answered still.
    assert_eq!(get(&state, "/healthz").await.status, 200);
    drop(free);
    task.await.expect("freed");
    assert_eq!(get(&state, "/api/v1/stats").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_too_long_is_told_504_and_gives_the_place_back() {
    let state = empty(narrow(1, 50));
    let (free, task) = hold(&state).await;
    for _ in 0..3 {
        // Each waits in the one place of the queue, and leaves it.
        assert_eq!(get(&state, "/api/v1/stats").await.error().0, 504);
    }
    drop(free);
    task.await.expect("freed");
    assert_eq!(get(&state, "/api/v1/stats").await.status, 200);
}

#[tokio::test]
async fn a_client_has_a_quota_that_comes_back() {
    let (burst, per_minute) = (NonZeroU32::new(2), NonZeroU32::new(600));
    let rate = burst.zip(per_minute);
    let rate = rate.map(|(burst, per_minute)| RateOptions { burst, per_minute, n_proxies: 0 });
    let state = empty(StateOptions { rate, ..options() });
    for remaining in ["1", "0"] {
        let answer = get(&state, "/api/v1/complete").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-limit"), "2");
        assert_eq!(answer.header("ratelimit-remaining"), remaining);
        assert_eq!(answer.header("ratelimit-reset"), "1");
    }
    let refused = get(&state, "/api/v1/complete").await;
    assert_eq!(refused.error().0, 429);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(refused.header("ratelimit-remaining"), "0");
    // Health has no quota: the one who looks after the service must not be locked out.
    assert_eq!(get(&state, "/healthz").await.status, 200);
    tokio::time::sleep(Duration::from_millis(150)).await;
    assert_eq!(get(&state, "/api/v1/complete").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_get_the_same_bytes() {
    let state = AppState::new(filled(), narrow(64, 30_000)).expect("a state");
    let path = "/api/v1/search?text=siivooja&facet=employer";
    let expected = get(&state, path).await.bytes;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let state = state.clone();
            tokio::spawn(async move { get(&state, path).await.bytes })
        })
        .collect();
    for task in tasks {
        assert!(task.await.expect("an answer") == expected, "other bytes");
    }
}
