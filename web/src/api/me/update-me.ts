import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { replaceUser } from "@/api/session";
import type { MeChange, User } from "@/api/types";

/** Changes the signed-in person's profile or settings. */
export async function updateMe(change: MeChange): Promise<void> {
  const { data } = await http.patch<User>("/me", change);
  replaceUser(data);
}

/** `updateMe` as a mutation. */
export const useUpdateMe = () => useMutation({ mutationFn: updateMe });
