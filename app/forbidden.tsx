import { Page } from "#components/ui/page.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export default function ForbiddenPage() {
  return (
    <Page
      crumbs={[{ name: "Not allowed", href: null }]}
      title="Your role does not open this"
      lede="An admin can give you another role; it counts from the next page on."
    >
      <TextLink href="/">To the overview</TextLink>
    </Page>
  );
}
