/** Whose accounts people may sign in with, as Firebase calls them. */
export type ProviderId = "google.com" | "github.com";

/** The providers, as people call them, in the order of their buttons. */
export const PROVIDERS: { id: ProviderId; name: string }[] = [
  { id: "google.com", name: "Google" },
  { id: "github.com", name: "GitHub" },
];

/** What people call a provider. */
export const nameOf = (id: ProviderId) => (id === "github.com" ? "GitHub" : "Google");
