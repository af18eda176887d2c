import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { hasHint } from "@/api/session";
import { BrandLink } from "@/ui/brand-link";
import { PageFrame } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { Trouble } from "@/ui/trouble";

/** Any address that the app does not have. */
export function NotFound() {
  const { t } = useLingui();
  usePageTitle(t`Page not found`);
  const known = hasHint();
  return (
    <PageFrame brand={<BrandLink to="/" />}>
      <Trouble
        happened={t`There is no page at this address`}
        safe={t`If you are here for an interview, open the link from your invitation again: it may have been cut short when it was copied.`}
        todo={
          <Button component={Link} to={known ? "/dashboard" : "/"}>
            {known ? t`Go to your interviews` : t`Go to the start page`}
          </Button>
        }
      />
    </PageFrame>
  );
}
