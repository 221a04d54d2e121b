//! The `kohtaanto-http` service: settings in, a listener out, the log on stderr.

use anyhow::{Context, Result};
use clap::Parser;
use kohtaanto_http::{
    AppState, Args, Config, DemoTokens, LogFormat, Started, app, metrics_app, serve,
    shutdown_signal,
};
use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let told = Args::parse().config().and_then(|config| run(&config));
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may not be set up yet; nothing can be done if stderr is closed.
            let _ = writeln!(std::io::stderr(), "kohtaanto-http: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(config: &Config) -> Result<()> {
    log(config)?;
    let threads = config.state.blocking.at_once;
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let Started { state, demo_tokens } = kohtaanto_http::start(config)?;
    if let Some(tokens) = demo_tokens {
        // The only place where a secret is shown: on stdout, not in the log.
        let DemoTokens { advisor, employer, service } = &tokens;
        let mut out = std::io::stdout().lock();
        for (role, secret) in [("advisor", advisor), ("employer", employer), ("service", service)] {
            writeln!(out, "{role}: {}", secret.reveal())?;
        }
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Calls of the library and those that look after the store.
        .max_blocking_threads(threads + 4)
        .build()?
        .block_on(listen(config, state))
}

fn log(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log)
        .with_context(|| format!("log: {:?} is no filter; use a level such as info", config.log))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => builder.with_ansi(false).init(),
        LogFormat::Json => builder.json().init(),
    }
    Ok(())
}

async fn listen(config: &Config, state: AppState) -> Result<()> {
    let stop = shutdown_signal()?;
    let listener = bind("listen", config.listen).await?;
    let metrics = match config.metrics {
        Some(address) => Some(bind("metrics", address).await?),
        None => None,
    };
    let watch = tokio::spawn(state.clone().watch(config.poll));
    let metrics = metrics.map(|listener| {
        let (app, options) = (metrics_app(state.clone()), config.serve);
        tokio::spawn(serve(listener, app, options, std::future::pending()))
    });
    let stats = state.snapshot().stats();
    tracing::info!(
        listen = %listener.local_addr()?, postings = stats.n_postings,
        candidates = stats.n_candidates, day = %state.today(), "ready"
    );
    let whole = serve(listener, app(state), config.serve, stop).await?;
    watch.abort();
    metrics.inspect(|task| task.abort());
    if !whole {
        tracing::warn!("the deadline cut answers under way");
    }
    Ok(())
}

async fn bind(name: &str, address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("{name}: {address} cannot be listened on; choose another"))
}
