/* Repairs Hangfire's pages where it has no extension points: landmarks, headings, names, and messages of refused presses.
   It loads after Hangfire's own scripts. */
;(function ($) {
  'use strict';

  Chart.platform.disableCSSInjection = true; // its rules are in Hangfire's style sheet, and our policy forbids others

  // The process runs without country cultures, and Hangfire's calendar has no British one.
  moment.updateLocale('en', {
    longDateFormat: {
      LT: 'HH:mm', LTS: 'HH:mm:ss', L: 'D MMM YYYY', LL: 'D MMMM YYYY', LLL: 'D MMMM YYYY [at] HH:mm', LLLL: 'dddd D MMMM YYYY [at] HH:mm',
      l: 'D MMM YYYY', ll: 'D MMM YYYY', lll: 'D MMM YYYY [at] HH:mm', llll: 'ddd D MMM YYYY [at] HH:mm'
    }
  });

  var all = function (selector, mend) { Array.prototype.forEach.call(document.querySelectorAll(selector), mend); };
  var attributes = function (values) {
    return function (element) {
      Object.keys(values).forEach(function (name) { element.setAttribute(name, values[name]); });
    };
  };
  var words = function (element) { return element ? element.textContent.replace(/\s+/g, ' ').trim() : ''; };

  // Landmarks, and a link past the menu.
  all('#wrap > .navbar', attributes({ role: 'banner' }));
  all('.navbar-collapse', attributes({ role: 'navigation', 'aria-label': 'Pages', id: 'nec-menu' }));
  all('#stats', attributes({ role: 'navigation', 'aria-label': 'Jobs by state' }));
  all('.js-page-container', attributes({ role: 'main', id: 'main-content', tabindex: '-1' }));
  all('#footer', attributes({ role: 'contentinfo' }));
  all('ol.breadcrumb', function (list) {
    var nav = document.createElement('nav');
    nav.setAttribute('aria-label', 'Breadcrumb');
    list.parentNode.insertBefore(nav, list);
    nav.appendChild(list);
  });
  var skip = document.createElement('a');
  skip.href = '#main-content';
  skip.className = 'nec-skip';
  skip.textContent = 'Skip to main content';
  document.querySelector('.navbar').insertBefore(skip, document.querySelector('.navbar').firstChild);

  // Headings go down one step at a time.
  all('h3:not(.h4)', attributes({ 'aria-level': '2', role: 'heading' }));
  all('.alert h4', attributes({ 'aria-level': '2', role: 'heading' }));
  all('.state-card h4', attributes({ 'aria-level': '3', role: 'heading' }));
  all('.state-card-body h4', attributes({ 'aria-level': '4', role: 'heading' }));
  all('td h4', attributes({ 'aria-level': '2', role: 'heading' }));

  // Names.
  all('.navbar-toggle', attributes({ 'aria-label': 'Menu', 'aria-controls': 'nec-menu', 'aria-expanded': 'false' }));
  $('.navbar-collapse').on('shown.bs.collapse hidden.bs.collapse', function (e) {
    all('.navbar-toggle', attributes({ 'aria-expanded': String(e.type === 'shown') }));
  });
  all('.navbar-nav > li.active > a, #stats > a.active', attributes({ 'aria-current': 'page' }));
  all('.breadcrumb a', function (link) { if (!words(link)) { link.setAttribute('aria-label', 'Jobs: overview'); } });
  all('.js-jobs-list-select-all', function (box) {
    box.setAttribute('aria-label', 'Select all');
    var hint = document.createElement('span');
    hint.className = 'sr-only';
    hint.textContent = 'Select';
    box.parentNode.insertBefore(hint, box);
  });
  all('.js-jobs-list-checkbox', function (box) {
    box.setAttribute('aria-label', 'Select ' + (box.value.match(/^\d+$/) ? 'job #' : '') + box.value);
  });
  all('.glyphicon', function (icon) {
    if (icon.title) {
      attributes({ role: 'img', 'aria-label': icon.title })(icon);
    } else {
      icon.setAttribute('aria-hidden', 'true');
    }
  });
  all('th', function (cell) { if (!cell.hasAttribute('scope')) { cell.setAttribute('scope', 'col'); } });
  all('.table-responsive', function (frame) {
    var name = words(frame.querySelector('caption')) || words(document.querySelector('h1'));
    attributes({ role: 'group', 'aria-label': 'Table: ' + name, tabindex: '0' })(frame);
  });
  all('.job-snippet, pre.stack-trace', attributes({ role: 'group', 'aria-label': 'Technical details', tabindex: '0' }));
  all('.paginator', attributes({ role: 'group', 'aria-label': 'Pages of the list' }));
  all('.paginator a', function (link) {
    if (link.getAttribute('href').indexOf('count=') >= 0 && words(link).match(/^[\d,]+$/) && link.classList.contains('btn-sm')) {
      link.parentNode.setAttribute('aria-label', 'Items per page');
    }
    if (link.classList.contains('active')) { link.setAttribute('aria-current', 'true'); }
  });
  all('a.btn.disabled', function (link) {
    link.setAttribute('aria-disabled', 'true');
    link.setAttribute('role', 'link');
    link.removeAttribute('href');
  });

  // The graphs also say in words what they show.
  var total = function (json) {
    return Object.keys(json || {}).reduce(function (sum, key) { return sum + json[key]; }, 0);
  };
  all('#realtimeGraph', attributes({
    role: 'img',
    'aria-label': 'Graph of the last minute: runs that succeeded, failed and were deleted. ' +
      'The menu counts the runs that wait and that failed.'
  }));
  all('#historyGraph', function (graph) {
    var of = function (name) { return total($(graph).data(name)) + ' ' + name; };
    var during = $(graph).data('period') === 'week' ? 'week' : 'day';
    var said = 'In the last ' + during + ': ' + [of('succeeded'), of('failed'), of('deleted')].join(', ') + '.';
    attributes({ role: 'img', 'aria-label': 'Graph. ' + said })(graph);
    var line = document.createElement('p');
    line.textContent = said + ' Red failed, grey were deleted, green succeeded.';
    graph.parentNode.insertBefore(line, graph);
  });

  // Hangfire's advice is for programmers, and does not fit how Nec's runs end.
  all('.alert-warning', function (alert) {
    if (words(alert).indexOf('AutomaticRetry') >= 0) {
      alert.textContent = 'A failed run stays here, so that it can be requeued. It was tried again as often as its job allows.';
    }
  });

  // Moving content can be stopped.
  $(function () {
    var main = document.querySelector('.js-page-container');
    var stop = document.createElement('button');
    stop.type = 'button';
    stop.className = 'btn btn-default nec-stop';
    stop.textContent = 'Stop live updates';
    stop.addEventListener('click', function () {
      Hangfire.page._poller.stop();
      if (Hangfire.page.realtimeGraph) {
        Hangfire.page.realtimeGraph._chart.options.plugins.streaming = { frameRate: 0 };
        Hangfire.page.realtimeGraph._chart.options.scales.xAxes[0].realtime.pause = true;
        Hangfire.page.realtimeGraph._chart.update();
      }
      stop.disabled = true;
      stop.textContent = 'Live updates are off';
    });
    main.appendChild(stop);
  });

  // A refused press shows a message: Hangfire would leave its button waiting.
  $(document).ajaxError(function (event, reply, asked) {
    if (!/\/stats$/.test(asked.url)) {
      $('[data-ajax], .js-jobs-list-command').each(function () { if ($(this).data('bs.button')) { $(this).button('reset'); } });
      var why = reply.status === 422
        ? 'the job has moved on or is gone. Reload the page.'
        : 'the server answered ' + Number(reply.status) + '.';
      new Hangfire.ErrorAlert('Nothing was changed:', why).show();
    }
  });
})(jQuery);
