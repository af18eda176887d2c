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
        (Setting::MongoUri, "mongodb://localhost"),
        (Setting::RedisUrl, "redis://localhost"),
        (Setting::RedisPort, "redis"),
        (Setting::Roles, "web,cook"),
        (Setting::SmtpUrl, "mail.example.org"),
        (Setting::SmtpUrl, "http://mail.example.org"),
        (Setting::SmtpUrl, "smtp://"),
    ] {
        let line = refused(&[(setting, value)]);
        assert!(line.starts_with(setting.name()), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}

#[test]
fn what_has_no_effect_yet_is_taken_if_it_is_right() {
    for (setting, value) in [
        (Setting::RedisPort, "6380"),
        (Setting::Roles, "web, runner"),
        (
            Setting::SmtpUrl,
            "smtps://me%40here:pass@mail.example.org:465",
        ),
    ] {
        Settings::validate(&RawSettings::of(&[(setting, value)])).expect("valid");
    }
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
