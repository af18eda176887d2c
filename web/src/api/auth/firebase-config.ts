import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { toProblem } from "@/api/problem";
import type { FirebaseConfig } from "@/api/types";

/** Null where sign-in with Google and GitHub is not set up. */
async function loadConfig(): Promise<FirebaseConfig | null> {
  try {
    const { data } = await http.get<FirebaseConfig>("/auth/firebase");
    return data;
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "not_found") return null;
    throw problem;
  }
}

/** The Firebase project through which people sign in with Google and GitHub, if there is one. */
export const useFirebaseConfig = () =>
  useQuery({ queryKey: ["firebase-config"], queryFn: loadConfig, staleTime: Infinity });
