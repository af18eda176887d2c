import { Trans, useLingui } from "@lingui/react/macro";
import { Avatar, Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconCalendar,
  IconLayoutList,
  IconLogout,
  IconSettings,
  IconStack2,
} from "@tabler/icons-react";
import { Link } from "react-router";
import { useSignOut } from "@/api/auth/sign-out";
import { toProblem } from "@/api/problem";
import type { User } from "@/api/types";
import classes from "./user-menu.module.css";

/** Who is signed in, and where to go from there. */
export default function UserMenu({ user }: { user: User }) {
  const { t } = useLingui();
  const signOut = useSignOut();
  // The account layout sees the session end, and leads to the sign-in page.
  const leave = () =>
    signOut.mutate(undefined, {
      onError: (error) =>
        notifications.show({
          color: "red",
          title: t`You are still signed in`,
          message: toProblem(error).message,
        }),
    });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target}>
          <VisuallyHidden>
            <Trans>Account of {user.name}</Trans>
          </VisuallyHidden>
          <Avatar name={user.name} color="jade" size={34} radius="xl" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{user.name}</div>
          <div className={classes.email}>{user.email}</div>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/dashboard" leftSection={<IconLayoutList size={17} />}>
          <Trans>Interviews</Trans>
        </Menu.Item>
        <Menu.Item component={Link} to="/schedule" leftSection={<IconCalendar size={17} />}>
          <Trans>Schedule</Trans>
        </Menu.Item>
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={17} />}>
          <Trans>Settings</Trans>
        </Menu.Item>
        {user.administrator ? (
          <Menu.Item component={Link} to="/admin/jobs" leftSection={<IconStack2 size={17} />}>
            <Trans>Background jobs</Trans>
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item onClick={leave} leftSection={<IconLogout size={17} />}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
