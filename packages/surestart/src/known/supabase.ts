import { defineTool } from "./_define.ts";

/** https://supabase.com/docs/reference/javascript/initializing */
export default defineTool({
  name: "supabase",
  language: "javascript",
  packages: { npm: "@supabase/supabase-js" },
  takes: [
    {
      calls: [
        "@supabase/supabase-js.createClient",
        "@supabase/supabase-js.createServerClient",
        "@supabase/supabase-js.createBrowserClient",
        "@supabase/ssr.createClient",
        "@supabase/ssr.createServerClient",
        "@supabase/ssr.createBrowserClient",
      ],
      value: "0",
      usedAs: "supabase",
      as: "url",
      refuses: "nothing",
    },
    {
      calls: [
        "@supabase/supabase-js.createClient",
        "@supabase/supabase-js.createServerClient",
        "@supabase/supabase-js.createBrowserClient",
        "@supabase/ssr.createClient",
        "@supabase/ssr.createServerClient",
        "@supabase/ssr.createBrowserClient",
      ],
      value: "1",
      usedAs: "supabase-key",
      refuses: "nothing",
    },
  ],
});
