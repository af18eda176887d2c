import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useUpdateMe } from "@/api/me/update-me";
import { toProblem } from "@/api/problem";
import { useSession } from "@/api/session";
import { SaveStatus } from "./save-status";
import { SettingsSection } from "./settings-section";

/** The name that others see. */
export function ProfileSettings() {
  const session = useSession();
  if (session.status !== "signedIn") return null;
  return <ProfileForm key={session.user.id} name={session.user.name} />;
}

function ProfileForm({ name: saved }: { name: string }) {
  const { t } = useLingui();
  const [name, setName] = useState(saved);
  const updateMe = useUpdateMe();
  const trimmed = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    updateMe.mutate({ name: trimmed });
  };
  return (
    <SettingsSection
      title={t`Profile`}
      status={updateMe.isError ? null : <SaveStatus status={updateMe.status} />}
    >
      <form onSubmit={submit}>
        <Stack gap="md" align="stretch">
          <TextInput
            label={t`Your name`}
            description={t`Others in the room see it beside your cursor.`}
            autoComplete="name"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={updateMe.error ? toProblem(updateMe.error).message : null}
          />
          <Button
            type="submit"
            disabled={trimmed === "" || trimmed === saved}
            loading={updateMe.isPending}
            style={{ alignSelf: "start" }}
          >
            <Trans>Save name</Trans>
          </Button>
        </Stack>
      </form>
    </SettingsSection>
  );
}
