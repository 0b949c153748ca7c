;;; check-eglot.el --- the add-on with eglot -*- lexical-binding: t; -*-
;; emacs --batch -l check-support.el -l THIS
(require 'check-support)
(require 'eglot)
(check-all
 (setq eglot-sync-connect 10 eglot-autoshutdown t flymake-start-on-flymake-mode t)
 (let* ((dev (concat check-estate "infra/live/dev/main.tf"))
        ;; A project without version control, so that the root is the estate whatever folder the tests use.
        (project-find-functions (list (lambda (_) (cons 'transient check-estate))))
        (message-of (lambda () (let ((found (check-find "660000000022"))) (and found (flymake-diagnostic-text found))))))
   (find-file dev)
   (check "the buffer's mode is one that the add-on names" (memq major-mode bulkhead-modes) major-mode)
   (apply #'eglot (eglot--guess-contact))
   (check "eglot starts bulkhead" (eglot-current-server))
   (check "the server says that it is bulkhead" (equal (plist-get (eglot--server-info (eglot-current-server)) :name) "bulkhead"))
   (check "diagnostics arrive through flymake" (check-wait message-of) (check-texts))
   (let ((found (check-find "660000000022")))
     (when found
       (check "at the line that has to be edited" (= (line-number-at-pos (flymake-diagnostic-beg found)) 24))
       (check "the other end is in the message"
              (string-match-p "other end: infra/live/prod/main\\.tf:11" (flymake-diagnostic-text found))
              (flymake-diagnostic-text found))
       (goto-char (flymake-diagnostic-beg found))
       (let* ((actions (append (eglot-code-actions (point) (point)) nil))
              (fix (cl-find-if (lambda (action) (string-match-p check-rule (plist-get action :title))) actions)))
         (check "there is a quick fix" fix actions)
         (when fix
           (let ((lines (count-lines (point-min) (point-max))) (eglot-confirm-server-initiated-edits nil))
             (eglot--apply-workspace-edit (plist-get fix :edit))
             (check "it adds a line to the buffer" (= (count-lines (point-min) (point-max)) (1+ lines))))
           (eglot--signal-textDocument/didChange)   ; an idle timer does so where a person types; --batch is never idle
           (check "and the finding is gone" (check-wait (lambda () (not (funcall message-of)))) (check-texts))
           (check "but others stay" (flymake-diagnostics))))))
   (set-buffer-modified-p nil)
   (let ((server (eglot-current-server)))
     (eglot-shutdown server)
     (check "the server ended" (not (jsonrpc-running-p server))))))
