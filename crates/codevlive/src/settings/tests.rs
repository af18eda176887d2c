use super::*;

fn refused(values: &[(Setting, &str)]) -> String {
    Settings::validate(&RawSettings::of(values))
        .expect_err("refused")
        .to_string()
}

#[test]
fn nothing_set_gives_the_defaults_of_the_contract() {
    let settings = Settings::validate(&RawSettings::default()).expect("defaults are valid");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:5000");
    let public_url = settings.public_url(settings.listen).expect("derived");
    assert_eq!(public_url.as_str(), "http://localhost:5000");
    assert_eq!(settings.data_dir, PathBuf::from("./data"));
    assert_eq!(
        settings.metrics_listen.map(|at| at.to_string()).as_deref(),
        Some("127.0.0.1:9464")
    );
    assert!(settings.rate_limits);
}

#[test]
fn a_wrong_setting_is_named_in_one_line() {
    for (setting, value) in [
        (Setting::Port, "http"),
        (Setting::Listen, "localhost:80"),
        (Setting::PublicUrl, "example.org"),
        (Setting::JwtSecret, "short"),
        (Setting::TrustedProxies, "10.0.0.0/8, nonsense"),
        (Setting::RateLimits, "maybe"),
        (Setting::MetricsListen, "9464"),
        (Setting::RedisUrl, "http://localhost"),
        (Setting::RedisHost, "a host"),
        (Setting::ObjectStoreUrl, "s3://bucket"),
        (Setting::RedisPort, "redis"),
        (Setting::Roles, "web,cook"),
        (Setting::SmtpUrl, "mail.example.org"),
        (Setting::SmtpUrl, "http://mail.example.org"),
        (Setting::SmtpUrl, "smtp://"),
        (Setting::SmtpUrl, "smtp://me:hidden@mail.example?tls=maybe"),
        (Setting::EmailFrom, "CoDevLive"),
        (Setting::EmailFrom, "a@b.org, c@d.org"),
        (Setting::EmailPass, "hidden"),
        (Setting::EmailHost, "mail.example.org"),
        (Setting::EmailUser, "me@example.org"),
    ] {
        let line = refused(&[(setting, value)]);
        assert!(line.starts_with(setting.name()), "{line}");
        assert!(!line.contains("hidden"), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}

#[test]
fn what_has_no_effect_yet_is_taken_if_it_is_right() {
    let raw = RawSettings::of(&[(Setting::Roles, "web, runner")]);
    Settings::validate(&raw).expect("valid");
}

#[test]
fn rate_limits_are_off_on_loopback_only() {
    let off = (Setting::RateLimits, "off");
    assert!(
        !Settings::validate(&RawSettings::of(&[off]))
            .expect("loopback")
            .rate_limits
    );
    let line = refused(&[off, (Setting::Listen, "0.0.0.0")]);
    assert!(line.starts_with("RATE_LIMITS"), "{line}");
}

#[test]
fn proxies_are_addresses_or_networks() {
    let raw = RawSettings::of(&[(Setting::TrustedProxies, "10.0.0.0/8, 192.0.2.1")]);
    let settings = Settings::validate(&raw).expect("valid");
    assert_eq!(settings.trusted_proxies.len(), 2);
}

#[test]
fn redis_is_given_by_url_or_by_host() {
    let redis = |values: &[(Setting, &str)]| {
        let settings = Settings::validate(&RawSettings::of(values)).expect("valid");
        settings.redis.map(|address| address.to_string())
    };
    let (url, host) = (Setting::RedisUrl, Setting::RedisHost);
    assert_eq!(redis(&[]), None);
    assert_eq!(redis(&[(url, "redis://a:1")]).as_deref(), Some("a:1"));
    assert_eq!(redis(&[(host, "b")]).as_deref(), Some("b:6379"));
    let port = (Setting::RedisPort, "2");
    assert_eq!(redis(&[(host, "b"), port]).as_deref(), Some("b:2"));
    let line = refused(&[(url, "redis://a:1"), (host, "b")]);
    assert!(line.starts_with("REDIS_HOST"), "{line}");
}

#[test]
fn nodes_on_one_database_must_share_a_secret() {
    let mongo = (Setting::MongoUri, "mongodb://localhost");
    let line = refused(&[mongo]);
    assert!(line.starts_with("JWT_SECRET"), "{line}");
    let secret = (Setting::JwtSecret, "0123456789abcdef0123456789abcdef");
    Settings::validate(&RawSettings::of(&[mongo, secret])).expect("valid");
}
