//! Makes sure that the web client's files are embedded as they are now.

fn main() {
    let built = "../../web/dist";
    // Without a build of the web client the server compiles too, with nothing to embed.
    if let Err(error) = std::fs::create_dir_all(built) {
        println!("cargo::warning={built}: {error}");
    }
    println!("cargo::rerun-if-changed={built}");
}
