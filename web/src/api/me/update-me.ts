import { useMutation } from "@tanstack/react-query";
import { http } from "@/api/http";
import { replaceUser } from "@/api/session";
import type { Settings, User } from "@/api/types";

interface ProfileChange {
  name?: string;
  settings?: Settings;
}

/** Changes the signed-in person's profile or settings. */
export async function updateMe(change: ProfileChange): Promise<void> {
  const { data } = await http.patch<User>("/me", change);
  replaceUser(data);
}

/** `updateMe` as a mutation. */
export const useUpdateMe = () => useMutation({ mutationFn: updateMe });
