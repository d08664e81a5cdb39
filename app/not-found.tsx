import Link from "next/link";
import { Page } from "#components/ui/page.tsx";

export default function NotFoundPage() {
  return (
    <Page
      crumbs={[{ name: "Not found", href: null }]}
      title="There is nothing here"
      lede="What this address named was never made, or belongs to another database."
    >
      <Link
        href="/"
        className="inline-flex h-8 items-center rounded-md border border-line-strong px-3 font-medium hover:bg-hover"
      >
        To the overview
      </Link>
    </Page>
  );
}
