/** Other people's words never run in the console: the frame has no script, no forms and no origin. */
export function Frame({ title, html, height = 380 }: { title: string; html: string; height?: number }) {
  return <iframe className="framed" title={title} srcDoc={html} sandbox="" style={{ height }} />;
}
