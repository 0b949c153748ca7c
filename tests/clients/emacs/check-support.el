;;; check-support.el --- what the scripts for Emacs share -*- lexical-binding: t; -*-
;; Environment: BULKHEAD, BULKHEAD_PLUGIN (editor-plugins/emacs), BULKHEAD_ESTATE.
(require 'cl-lib)
(require 'flymake)

(defvar check-failures 0)
(defvar check-estate (file-name-as-directory (getenv "BULKHEAD_ESTATE")))
(defconst check-rule "cross-environment-network-link")

(defun check (name holds &optional detail)
  "Print one line for NAME; HOLDS is its verdict, DETAIL what was there instead."
  (unless holds (cl-incf check-failures))
  (princ (format "%s - %s%s\n" (if holds "ok" "not ok") name (if (or holds (not detail)) "" (format ": %S" detail))))
  holds)

(defun check-wait (predicate)
  "Let Emacs work until PREDICATE holds, for 20 seconds at most; give its value."
  (let ((until (time-add nil 20)) value)
    (while (and (not (setq value (funcall predicate))) (time-less-p nil until))
      (accept-process-output nil 0.02))
    value))

(defun check-texts () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun check-find (text)
  "The diagnostic of this buffer that has TEXT."
  (cl-find-if (lambda (one) (string-match-p (regexp-quote text) (flymake-diagnostic-text one))) (flymake-diagnostics)))

(defmacro check-all (&rest body)
  "Run BODY; an error is a failed check. Then leave Emacs."
  `(progn
     (condition-case problem (progn ,@body)
       (error (check "the script ran to its end" nil problem)))
     (kill-emacs (if (zerop check-failures) 0 1))))

;; Without packages from outside Debian's archive there is no terraform-mode: this one has its name.
(unless (fboundp 'terraform-mode)
  (define-derived-mode terraform-mode prog-mode "Terraform" (setq-local comment-start "# ")))
(add-to-list 'auto-mode-alist '("\\.tf\\'" . terraform-mode))
(load (expand-file-name "bulkhead.el" (getenv "BULKHEAD_PLUGIN")) nil t)
(setq bulkhead-command (list (getenv "BULKHEAD") "lsp") make-backup-files nil create-lockfiles nil auto-save-default nil)
(provide 'check-support)
