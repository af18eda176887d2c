import { useSession } from "@/api/session";

/** Where the logo leads: to one's rooms, or, for a guest, who has none, to the start page. */
export const useHome = (): string => (useSession().status === "signedIn" ? "/dashboard" : "/");
