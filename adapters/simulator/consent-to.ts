/** What a person chooses on the consent page. The first user and everything that is asked for, unless told otherwise. */
export interface ConsentChoice {
  user?: string | undefined;
  scopes?: readonly string[] | undefined;
  decline?: boolean | undefined;
}

/** The consent page's form was not answered with a way back. */
export class ConsentFailed extends Error {}

/** Sends the form of the consent page as a browser would. Answers where it redirects to. */
export async function consentTo(
  url: string,
  authorizationUrl: string,
  { user, scopes, decline = false }: ConsentChoice,
): Promise<string> {
  const form = new URLSearchParams(new URL(authorizationUrl).search);
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  for (const scope of scopes ?? [...asked, 'default']) form.append('granted', scope);
  form.set('user', user ?? (await firstUserOf(url)));
  form.set('decision', decline ? 'decline' : 'allow');
  const response = await fetch(`${url}/oauth/authorize`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  if (location === null) throw new ConsentFailed(`${response.status} ${await response.text()}`);
  return location;
}

async function firstUserOf(url: string): Promise<string> {
  const overview = (await (await fetch(`${url}/simulator`)).json()) as {
    users: { slug: string }[];
  };
  return overview.users[0]?.slug ?? '';
}
