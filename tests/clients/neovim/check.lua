-- nvim --headless -u NONE -c 'luafile check.lua': the plugin with Neovim's own client, on a copy of an estate.
-- Environment: BULKHEAD, BULKHEAD_PLUGIN (editor-plugins/neovim), BULKHEAD_ESTATE.
local program, estate = vim.env.BULKHEAD, vim.env.BULKHEAD_ESTATE
vim.opt.runtimepath:prepend(vim.env.BULKHEAD_PLUGIN)
vim.o.swapfile = false

local get_clients = vim.lsp.get_clients or vim.lsp.get_active_clients
local failures = 0
local function check(name, holds, detail)
  if not holds then failures = failures + 1 end
  local what = (holds or not detail) and '' or ': ' .. vim.inspect(detail)
  io.stdout:write((holds and 'ok - ' or 'not ok - ') .. name .. what .. '\n')
  return holds
end
local function wait(predicate) return vim.wait(15000, predicate, 20) end
local function of_rule(buffer, rule)
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if one.code == rule or (one.user_data and one.user_data.lsp and one.user_data.lsp.code == rule) then return one end
  end
end
local function found_in(buffer, rule) return wait(function() return of_rule(buffer, rule) ~= nil end) end
local function related(one) return one.relatedInformation or (one.user_data and one.user_data.lsp.relatedInformation) end
local function messages(buffer) return vim.tbl_map(function(one) return one.message end, vim.diagnostic.get(buffer)) end

local link = 'cross-environment-network-link'
local dev, prod = estate .. '/infra/live/dev/main.tf', estate .. '/infra/live/prod/main.tf'

local function run()
  local bulkhead = require('bulkhead')
  vim.cmd('filetype on')
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('bulkhead', { cmd = { program, 'lsp' } })
    vim.lsp.enable('bulkhead')
  else
    bulkhead.setup({ cmd = { program, 'lsp' } })
  end
  vim.cmd('edit ' .. vim.fn.fnameescape(dev))
  check('the file has a type that the plugin names', vim.tbl_contains(bulkhead.filetypes, vim.bo.filetype), vim.bo.filetype)
  local buffer = vim.api.nvim_get_current_buf()
  local other = vim.uri_to_bufnr(vim.uri_from_fname(prod))

  if not check('diagnostics arrive in the open file', found_in(buffer, link), messages(buffer)) then return end
  local found = of_rule(buffer, link)
  check('at the line that has to be edited', found.lnum == 23, found.lnum)
  check('its source is bulkhead', found.source == 'bulkhead', found.source)
  check('the root is the folder of bulkhead.yaml', get_clients()[1].config.root_dir == estate)
  local first = (related(found) or {})[1]
  check('related information is kept', first and first.location.uri == vim.uri_from_fname(prod), related(found))
  local in_message = found.message:find('other end: infra/live/prod/main.tf:11', 1, true)
  check('and the other end is in the message', in_message ~= nil, found.message)
  check('the other file has its end', found_in(other, link), messages(other))
  check('though it is not open', not vim.api.nvim_buf_is_loaded(other))

  -- Editing one file, unsaved, changes the other's diagnostics, and undo brings them back.
  vim.api.nvim_buf_set_lines(buffer, 23, 24, false, { '  peer_owner_id = "660000000021"' })
  local function gone() return of_rule(buffer, link) == nil and of_rule(other, link) == nil end
  check('an edit of dev takes the finding from prod', wait(gone), messages(other))
  vim.cmd('silent undo')
  check('undo brings it back', found_in(buffer, link) and found_in(other, link), messages(other))

  -- Hover and a quick fix, as keys would ask for them.
  vim.api.nvim_win_set_cursor(0, { 24, 20 })
  local hover = vim.lsp.buf_request_sync(buffer, 'textDocument/hover', vim.lsp.util.make_position_params(0, 'utf-16'), 5000)
  local _, page = next(hover or {})
  check('hover shows the page of the rule', page and page.result and vim.inspect(page.result):find(link, 1, true) ~= nil, page)
  local params = vim.lsp.util.make_range_params(0, 'utf-16')
  params.context = { diagnostics = { found.user_data.lsp } }
  local _, answer = next(vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', params, 5000) or {})
  local fix
  for _, action in ipairs(answer and answer.result or {}) do
    if action.kind == 'quickfix' and action.title:find('Suppress ' .. link, 1, true) then fix = action end
  end
  if check('there is a quick fix for the finding', fix ~= nil, answer) then
    vim.ui.select = function(items, _, choose)
      for index, item in ipairs(items) do
        if (item[2] or item.action).title == fix.title then return choose(item, index) end
      end
    end
    local before = vim.api.nvim_buf_line_count(buffer)
    vim.lsp.buf.code_action()
    check('the quick fix edits the buffer', wait(function() return vim.api.nvim_buf_line_count(buffer) == before + 1 end))
    check('and the finding is gone in both files', wait(gone), vim.api.nvim_buf_get_lines(buffer, 20, -1, false))
  end

  vim.cmd('edit! ' .. vim.fn.fnameescape(estate .. '/deploy/dev/tickets.yaml'))
  local manifest = vim.api.nvim_get_current_buf()
  check('a manifest has the findings of its environment', found_in(manifest, 'shared-realm'), messages(manifest))
  check('one server serves the estate', #get_clients() == 1)
end

local fine, why = xpcall(run, debug.traceback)
check('the script ran to its end', fine, why)
vim.lsp.stop_client(get_clients())
wait(function() return #get_clients() == 0 end)
check('the server ended', #get_clients() == 0)
if failures > 0 then vim.cmd('cquit 1') end
vim.cmd('qall!')
