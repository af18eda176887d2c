import { useQuery } from "@tanstack/react-query";
import { http } from "@/api/http";
import { replaceUser } from "@/api/session";
import type { User } from "@/api/types";

/** Gets the signed-in person's profile anew, after something changed it elsewhere. */
export async function loadMe(): Promise<User> {
  const { data } = await http.get<User>("/me");
  replaceUser(data);
  return data;
}

/**
 * Keeps the profile fresh while it is awaited that something elsewhere changes it, such as the link of
 * a mail that is opened in another tab: it is asked for whenever the person comes back to this one.
 */
export const useFreshMe = () => useQuery({ queryKey: ["me"], queryFn: loadMe });
