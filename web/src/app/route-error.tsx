import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Problem, UNREACHABLE } from "@/api/problem";
import { NotFound } from "@/app/not-found";
import { BrandLink } from "@/ui/brand-link";
import { PageFrame } from "@/ui/page-frame";
import { Trouble } from "@/ui/trouble";

/** Shown in place of a page that failed to load or to draw. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <PageFrame brand={<BrandLink to="/" />}>
      <ErrorText error={error} />
    </PageFrame>
  );
}

const reload = (
  <Button onClick={() => window.location.reload()}>
    <Trans>Try again</Trans>
  </Button>
);
const home = (
  <Button component={Link} to="/" reloadDocument variant="default">
    <Trans>Go to the start page</Trans>
  </Button>
);

function ErrorText({ error }: { error: unknown }) {
  const { t } = useLingui();
  if (isUnreachable(error)) {
    return (
      <Trouble
        happened={t`We can't reach the server`}
        safe={t`Your rooms and everything saved in them are safe. What you typed in an open room stays in this browser until it is back.`}
        todo={reload}
      />
    );
  }
  if (isMissingChunk(error)) {
    return (
      <Trouble
        happened={t`CoDevLive was updated while you were here`}
        safe={t`Nothing is lost: this page is only older than the server.`}
        todo={
          <Button onClick={() => window.location.reload()}>
            <Trans>Load the new version</Trans>
          </Button>
        }
      />
    );
  }
  return (
    <Trouble
      happened={t`This page stopped working`}
      safe={t`What was saved is safe on the server, and unsent typing is kept in this browser.`}
      todo={
        <>
          {reload}
          {home}
        </>
      }
      detail={error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
    />
  );
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Problem && (error.code === UNREACHABLE || error.status >= 500);
}

/** Each browser words it differently: Chromium, Firefox, Safari. */
function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /dynamically imported module|importing a module script|module script failed/i.test(
      error.message,
    )
  );
}
