//! The settings there are, by the names of the contract.

macro_rules! settings {
    ($($variant:ident $name:literal $default:literal $help:literal,)*) => {
        /// One setting.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Setting {
            $(#[doc = $help] $variant,)*
        }

        impl Setting {
            /// All of them, in the order `codevlive config` prints them.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The environment variable; the flag is the same in lower case with dashes.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What holds if it is not set, for people.
            pub(crate) const fn default_text(self) -> &'static str {
                match self { $(Self::$variant => $default,)* }
            }

            /// What it is for.
            pub(crate) const fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)* }
            }
        }
    };
}

settings! {
    Port "PORT" "5000" "Port to listen on; 0 takes a free one",
    Listen "LISTEN" "127.0.0.1" "Address to listen on",
    PublicUrl "PUBLIC_URL" "from LISTEN and PORT" "What people type into their browser",
    DataDir "DATA_DIR" "./data" "Folder for the database and generated secrets",
    MongoUri "MONGO_URI" "unset: SQLite" "MongoDB, for many nodes",
    RedisUrl "REDIS_URL" "unset: in-process" "Redis, for many nodes",
    RedisHost "REDIS_HOST" "unset" "Redis by host",
    RedisPort "REDIS_PORT" "6379" "Redis by port",
    JwtSecret "JWT_SECRET" "generated into DATA_DIR" "Signs access tokens; at least 32 bytes",
    TrustedProxies "TRUSTED_PROXIES" "none" "Addresses or networks whose X-Forwarded-For is believed",
    RateLimits "RATE_LIMITS" "on" "`off` only on a loopback listener",
    SmtpUrl "SMTP_URL" "unset: DATA_DIR/outbox" "Mail server",
    EmailUser "EMAIL_USER" "unset" "Mail account, instead of a URL",
    EmailPass "EMAIL_PASS" "unset" "Its password",
    EmailHost "EMAIL_HOST" "smtp.gmail.com" "Its server",
    FirebaseProjectId "FIREBASE_PROJECT_ID" "unset: no such buttons" "Project for sign-in with Google and GitHub",
    FirebaseApiKey "FIREBASE_API_KEY" "unset" "Its web API key",
    FirebaseAuthDomain "FIREBASE_AUTH_DOMAIN" "PROJECT.firebaseapp.com" "Host of its sign-in pages",
    FirebaseAuthEmulatorHost "FIREBASE_AUTH_EMULATOR_HOST" "unset" "Auth emulator, for tests on loopback",
    EmailFrom "EMAIL_FROM" "EMAIL_USER, or no-reply at PUBLIC_URL" "Sender of mails",
    TurnUrl "TURN_URL" "unset" "TURN servers, separated by commas",
    TurnSecret "TURN_SECRET" "unset; TURN_LISTEN: from JWT_SECRET" "Their shared secret",
    TurnListen "TURN_LISTEN" "unset: no TURN server of our own" "Address and UDP port of the embedded TURN server",
    TurnPublicAddress "TURN_PUBLIC_ADDRESS" "from TURN_LISTEN" "IPv4 address at which browsers reach it",
    TurnRelayPorts "TURN_RELAY_PORTS" "49152-65535" "UDP ports of its relays",
    TurnAllowPrivatePeers "TURN_ALLOW_PRIVATE_PEERS" "off" "`on` lets relays into private networks",
    StunUrl "STUN_URL" "unset" "STUN servers, separated by commas",
    ObjectStoreUrl "OBJECT_STORE_URL" "unset: DATA_DIR" "Recordings and exports on S3",
    MetricsListen "METRICS_LISTEN" "127.0.0.1:9464" "Where Prometheus scrapes; `off` for nowhere",
    OpenaiBaseUrl "OPENAI_BASE_URL" "unset" "Model endpoint",
    OpenaiApiKey "OPENAI_API_KEY" "unset" "Its key",
    OpenaiModel "OPENAI_MODEL" "unset" "Its model",
    Roles "CODEVLIVE_ROLES" "web,worker,runner" "What this process does",
}

impl Setting {
    /// Secrets are masked wherever settings are shown.
    pub(crate) const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::MongoUri
                | Self::RedisUrl
                | Self::JwtSecret
                | Self::SmtpUrl
                | Self::EmailPass
                | Self::FirebaseApiKey
                | Self::TurnSecret
                | Self::ObjectStoreUrl
                | Self::OpenaiApiKey
        )
    }

    /// Settings of features that are not in this version: taken, said, and without effect.
    pub(crate) const fn has_no_effect_yet(self) -> bool {
        matches!(
            self,
            Self::OpenaiBaseUrl | Self::OpenaiApiKey | Self::OpenaiModel
        )
    }

    /// The flag's name, without its dashes.
    pub(crate) fn flag(self) -> String {
        self.name().to_lowercase().replace('_', "-")
    }
}
