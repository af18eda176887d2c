import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { chooseLanguage } from "@/texts/language";

/** Changes the language of the page, and says so where its texts can't be had. */
export async function changeLanguage(tag: string): Promise<void> {
  await chooseLanguage(tag).catch(() =>
    notifications.show({
      color: "red",
      title: t`The language stays as it is`,
      message: t`Its texts can't be loaded. Check your connection.`,
    }),
  );
}
