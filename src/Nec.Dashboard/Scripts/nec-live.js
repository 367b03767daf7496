// Pages with live parts: while the switch is on, they are fetched anew whenever the server says that something has changed.
// Off unless a person has switched it on in this tab, and never on by itself for who asked for less movement.
(() => {
  const bar = document.querySelector('[data-live-switch]');
  if (!bar || !window.EventSource) {
    return;
  }

  const key = 'nec-live';
  const button = bar.querySelector('button');
  const status = bar.querySelector('[role=status]');
  let source = null;

  const refresh = async () => {
    const parts = [...document.querySelectorAll('[data-live]')];
    // Nobody loses the place where they are reading or pressing.
    if (parts.some(part => part.contains(document.activeElement)) || !window.getSelection().isCollapsed) {
      return;
    }

    const answer = await fetch(location.href);
    const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelectorAll('[data-live]') : [];
    if (fresh.length !== parts.length) {
      stop('Updates have stopped: load the page again.');
    } else if (source) {
      parts.forEach((part, at) => part.replaceWith(document.importNode(fresh[at], true)));
    }
  };

  const stop = words => {
    source?.close();
    source = null;
    sessionStorage.removeItem(key);
    button.textContent = 'Start live updates';
    status.textContent = words;
  };

  const start = () => {
    let first = true;
    source = new EventSource('/live');
    source.onmessage = () => {
      if (!first) {
        refresh().catch(() => stop('Updates have stopped: the server does not answer.'));
      }
      first = false;
    };
    sessionStorage.setItem(key, 'on');
    button.textContent = 'Pause live updates';
    status.textContent = 'This page updates by itself.';
  };

  button.addEventListener('click', () => source ? stop('This page stands still.') : start());
  bar.hidden = false;
  if (sessionStorage.getItem(key) && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    start();
  }
})();
