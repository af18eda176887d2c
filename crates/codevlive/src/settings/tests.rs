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
    assert_eq!(settings.firebase, None);
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
fn only_who_serves_browsers_needs_the_secret_of_a_relay() {
    let url = (Setting::TurnUrl, "turn:turn.example.org");
    let worker = (Setting::Roles, "worker");
    assert!(refused(&[url]).starts_with("TURN_SECRET"));
    let raw = RawSettings::of(&[url, worker]);
    assert!(Settings::validate(&raw).expect("valid").rtc.turn.is_none());
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

/// Settings of Firebase by the ends of their names, at `LISTEN` 127.0.0.1 or what is given.
fn firebase<'a>(values: &[(&str, &'a str)]) -> Vec<(Setting, &'a str)> {
    let by_name = |name: &str| {
        let all = Setting::ALL.iter().copied();
        let mut named = all.filter(|it| [name, &format!("FIREBASE_{name}")].contains(&it.name()));
        named.next().expect("a setting")
    };
    values
        .iter()
        .map(|(name, value)| (by_name(name), *value))
        .collect()
}

#[test]
fn a_firebase_project_has_an_id_and_a_key() {
    let given = firebase(&[("PROJECT_ID", "our-project"), ("API_KEY", "AIza-key_1")]);
    let settings = Settings::validate(&RawSettings::of(&given)).expect("valid");
    let project = settings.firebase.expect("set");
    assert_eq!(project.project_id, "our-project");
    assert_eq!(project.api_key, "AIza-key_1");
    assert_eq!(project.auth_domain, "our-project.firebaseapp.com");
    assert_eq!(project.emulator, None);
    let own = [given, firebase(&[("AUTH_DOMAIN", "Sign-In.example.org")])].concat();
    let settings = Settings::validate(&RawSettings::of(&own)).expect("valid");
    let domain = settings.firebase.expect("set").auth_domain;
    assert_eq!(domain, "sign-in.example.org");
}

#[test]
fn half_a_firebase_project_is_none() {
    for (given, named) in [
        (vec![("PROJECT_ID", "our-project")], "FIREBASE_API_KEY"),
        (vec![("API_KEY", "AIza-key_1")], "FIREBASE_PROJECT_ID"),
        (vec![("AUTH_DOMAIN", "example.org")], "FIREBASE_PROJECT_ID"),
        (
            vec![("AUTH_EMULATOR_HOST", "127.0.0.1:9099")],
            "FIREBASE_PROJECT_ID",
        ),
        (
            vec![("PROJECT_ID", "our project"), ("API_KEY", "k")],
            "FIREBASE_PROJECT_ID",
        ),
        (
            vec![("PROJECT_ID", "p"), ("API_KEY", "AIza;")],
            "FIREBASE_API_KEY",
        ),
        (
            vec![
                ("PROJECT_ID", "p"),
                ("API_KEY", "k"),
                ("AUTH_DOMAIN", "https://a.example"),
            ],
            "FIREBASE_AUTH_DOMAIN",
        ),
        (
            vec![
                ("PROJECT_ID", "p"),
                ("API_KEY", "k"),
                ("AUTH_DOMAIN", "a.example; script-src *"),
            ],
            "FIREBASE_AUTH_DOMAIN",
        ),
    ] {
        let line = refused(&firebase(&given));
        assert!(line.starts_with(&format!("{named}: ")), "{given:?}: {line}");
        assert_eq!(line.lines().count(), 1);
    }
}

#[test]
fn the_emulator_is_for_demo_projects_on_loopback() {
    let emulator = ("AUTH_EMULATOR_HOST", "127.0.0.1:9099");
    let demo = ("PROJECT_ID", "demo-codevlive");
    for listen in ["127.0.0.1", "::1"] {
        let given = firebase(&[emulator, demo, ("API_KEY", "key"), ("LISTEN", listen)]);
        let settings = Settings::validate(&RawSettings::of(&given)).expect("valid");
        let project = settings.firebase.expect("set");
        assert_eq!(project.emulator.as_deref(), Some("127.0.0.1:9099"));
    }
    for wrong in [
        vec![emulator, demo, ("LISTEN", "0.0.0.0")],
        vec![emulator, demo, ("LISTEN", "::")],
        vec![emulator, demo, ("LISTEN", "192.0.2.1")],
        vec![emulator, ("PROJECT_ID", "our-project")],
        vec![emulator, ("PROJECT_ID", "demo")],
        vec![emulator, ("PROJECT_ID", "our-demo-project")],
        vec![("AUTH_EMULATOR_HOST", "http://127.0.0.1:9099"), demo],
        vec![("AUTH_EMULATOR_HOST", "127.0.0.1"), demo],
        vec![("AUTH_EMULATOR_HOST", "127.0.0.1:0"), demo],
        vec![("AUTH_EMULATOR_HOST", "a b:9099"), demo],
    ] {
        let wrong = [wrong, vec![("API_KEY", "key")]].concat();
        let line = refused(&firebase(&wrong));
        assert!(
            line.starts_with("FIREBASE_AUTH_EMULATOR_HOST: "),
            "{wrong:?}: {line}"
        );
        assert_eq!(line.lines().count(), 1);
    }
}
