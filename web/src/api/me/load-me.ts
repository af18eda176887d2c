import { http } from "@/api/http";
import { replaceUser } from "@/api/session";
import type { User } from "@/api/types";

/** Gets the signed-in person's profile anew, after something changed it elsewhere. */
export async function loadMe(): Promise<void> {
  const { data } = await http.get<User>("/me");
  replaceUser(data);
}
