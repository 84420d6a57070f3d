-- What Neovim's own client shows of the packed server: nvim --headless -u NONE -i NONE -n -c 'luafile …'
-- TAPELINT_SERVER is the command, TAPELINT_WORK a folder with train.py.

local work = vim.env.TAPELINT_WORK
local patience = 60000

local function expect(held, what)
  io.stdout:write((held and 'ok - ' or 'not ok - ') .. 'neovim: ' .. what .. '\n')
  if not held then
    vim.cmd('cquit 1')
  end
end

local function eventually(what, holds)
  expect(vim.wait(patience, holds, 20), what)
end

vim.cmd('edit ' .. vim.fn.fnameescape(work .. '/train.py'))
vim.bo.filetype = 'python'
local id = vim.lsp.start_client({
  name = 'tapelint',
  cmd = vim.split(vim.env.TAPELINT_SERVER, ' '),
  root_dir = work,
})
vim.lsp.buf_attach_client(0, id)
local client = vim.lsp.get_client_by_id(id)

eventually('one finding', function() return #vim.diagnostic.get(0) == 1 end)
local finding = vim.diagnostic.get(0)[1]
expect(finding.lnum == 16 and finding.col == 17 and finding.end_col == 19, 'it underlines exactly the operator')
expect(finding.message:find('has no gradient', 1, true) ~= nil, 'it says why')

local params = vim.lsp.util.make_text_document_params(0)
local place = { textDocument = params, position = { line = 16, character = 17 } }
local hover = client.request_sync('textDocument/hover', place, patience, 0)
expect(hover and hover.result and hover.result.contents.value:find('Floor division', 1, true), 'hover')

vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do
    if item[2].title:find('Replace // with /', 1, true) then
      return choose(item, 1)
    end
  end
  expect(false, 'the fix is offered')
end
vim.api.nvim_win_set_cursor(0, { 17, 17 })
vim.lsp.buf.code_action({ context = { only = { 'quickfix' }, diagnostics = vim.lsp.diagnostic.get_line_diagnostics() } })
eventually('the fix changes the text', function()
  return vim.api.nvim_buf_get_lines(0, 16, 17, false)[1] == '    return total / 60.0'
end)
eventually('the finding is gone', function() return #vim.diagnostic.get(0) == 0 end)
vim.cmd('write')

client.stop()
eventually('the server leaves', function() return client.is_stopped() end)
vim.cmd('quitall!')
