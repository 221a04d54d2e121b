//! The body of a list: made a piece at a time, as fast as its reader takes it.

use super::ad_from::Ads;
use crate::error::ApiError;
use crate::state::AppState;
use axum::body::Body;
use axum::body::Bytes;
use hyper::body::Frame;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kohtaanto::Snapshot;
use kohtaanto::changes::{Listed, Listing};
use sha2::{Digest, Sha256};
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

/// Postings that are read and written together: some 300 kB.
const PIECE: usize = 64;
/// Pieces that wait for the reader.
const AHEAD: usize = 2;
/// A reader that takes nothing for so long is given up, and its snapshot with it.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One array.
    Json,
    /// A line each, and the last line of the whole.
    Lines,
}

/// A list on its way.
pub(super) struct Feed {
    pub(super) state: AppState,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) listing: Arc<Listing>,
    /// The first that is given.
    pub(super) start: usize,
    pub(super) form: Form,
    pub(super) today: Date,
    pub(super) zone: TimeZone,
    /// One of the places of lists under way.
    pub(super) slot: OwnedSemaphorePermit,
}

type Piece = Result<Bytes, io::Error>;

impl Feed {
    pub(super) fn body(self) -> Body {
        let (out, pieces) = mpsc::channel(AHEAD);
        tokio::spawn(self.write(out));
        Body::new(Pieces(pieces))
    }

    async fn write(self, out: mpsc::Sender<Piece>) {
        let mut hash = Sha256::new();
        let n = self.listing.len();
        let mut first = match self.form {
            Form::Json => self.start,
            // The hash is that of the whole.
            Form::Lines => 0,
        };
        if self.form == Form::Json && !send(&out, Ok(Bytes::from_static(b"["))).await {
            return;
        }
        while first < n {
            let range = first..n.min(first + PIECE);
            first = range.end;
            match self.piece(range, hash).await {
                Ok((hashed, bytes)) => {
                    hash = hashed;
                    if !bytes.is_empty() && !send(&out, Ok(bytes)).await {
                        return;
                    }
                }
                Err(error) => {
                    // The status is gone out: the list ends without its end.
                    tracing::error!(error = %error.message, "a list broke");
                    send(&out, Err(io::Error::other("the list broke"))).await;
                    return;
                }
            }
        }
        let end = match self.form {
            Form::Json => Bytes::from_static(b"]"),
            Form::Lines => {
                let hex: String =
                    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
                let line = format!("{{\"eof\":true,\"count\":{n},\"sha256\":\"{hex}\"}}\n");
                Bytes::from(line)
            }
        };
        send(&out, Ok(end)).await;
        drop(self.slot);
    }

    /// A piece's bytes from the first that is given on, and the hash with it.
    async fn piece(
        &self,
        range: Range<usize>,
        mut hash: Sha256,
    ) -> Result<(Sha256, Bytes), ApiError> {
        let (listing, start, form) = (Arc::clone(&self.listing), self.start, self.form);
        let (today, zone) = (self.today, self.zone.clone());
        let make = move |snapshot: &Arc<Snapshot>| {
            let ads = Ads { taxonomy: snapshot.taxonomy(), today, zone };
            let mut bytes = Vec::new();
            let listed = snapshot.read_listed(&listing, range.clone())?;
            for (i, listed) in range.zip(listed) {
                let mut line = match listed {
                    Listed::Posting(posting, changed) => json(&ads.ad(&posting, changed))?,
                    Listed::Removed(removal) => json(&ads.removed(&removal))?,
                };
                match form {
                    Form::Json if i > start => bytes.push(b','),
                    Form::Json => {}
                    Form::Lines => {
                        line.push(b'\n');
                        hash.update(&line);
                    }
                }
                if i >= start {
                    bytes.extend_from_slice(&line);
                }
            }
            Ok((hash, Bytes::from(bytes)))
        };
        self.state.read_patiently(Arc::clone(&self.snapshot), make).await
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, ApiError> {
    serde_json::to_vec(value).map_err(|error| {
        let status = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        ApiError::new(status, format!("a posting could not be written: {error}"))
    })
}

/// Whether the reader took it in time.
async fn send(out: &mpsc::Sender<Piece>, piece: Piece) -> bool {
    matches!(tokio::time::timeout(PATIENCE, out.send(piece)).await, Ok(Ok(())))
}

struct Pieces(mpsc::Receiver<Piece>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
