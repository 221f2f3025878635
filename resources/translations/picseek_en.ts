<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AbsenceController</name>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation>
                <numerusform>%Ln folder</numerusform>
                <numerusform>%Ln folders</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FileActions</name>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be exported.</source>
            <translation>
                <numerusform>%Ln file couldn't be exported.</numerusform>
                <numerusform>%Ln files couldn't be exported.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be moved.</source>
            <translation>
                <numerusform>%Ln file couldn't be moved.</numerusform>
                <numerusform>%Ln files couldn't be moved.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be restored.</source>
            <translation>
                <numerusform>%Ln file couldn't be restored.</numerusform>
                <numerusform>%Ln files couldn't be restored.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>IndexProgress</name>
        <message numerus="yes">
            <source>Waiting for %Ln result(s) you've paid for; stop again to discard</source>
            <translation>
                <numerusform>Waiting for %Ln result you've paid for; stop again to discard it</numerusform>
                <numerusform>Waiting for %Ln results you've paid for; stop again to discard them</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ModelRow</name>
        <message numerus="yes">
            <source>All %Ln picture(s) indexed</source>
            <translation>
                <numerusform>%Ln picture indexed</numerusform>
                <numerusform>All %Ln pictures indexed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PictureActions</name>
        <message numerus="yes">
            <source>%Ln path(s) copied</source>
            <translation>
                <numerusform>Path copied</numerusform>
                <numerusform>Paths copied</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Rows</name>
        <message numerus="yes">
            <source>%Ln file(s) unavailable</source>
            <translation>
                <numerusform>%Ln file unavailable</numerusform>
                <numerusform>%Ln files unavailable</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SendingController</name>
        <message numerus="yes">
            <source>%Ln picture(s) waiting to be sent to {}.</source>
            <translation>
                <numerusform>%Ln picture is waiting to be sent to {}.</numerusform>
                <numerusform>%Ln pictures are waiting to be sent to {}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SentController</name>
        <message numerus="yes">
            <source>%Ln row(s) exported to {}.</source>
            <translation>
                <numerusform>%Ln row exported to {}.</numerusform>
                <numerusform>%Ln rows exported to {}.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SentDialog</name>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation>
                <numerusform>%Ln search</numerusform>
                <numerusform>%Ln searches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln token(s)</source>
            <translation>
                <numerusform>%Ln token</numerusform>
                <numerusform>%Ln tokens</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TrashDialog</name>
        <message numerus="yes">
            <source>%Ln of these picture(s) have copies in other places.</source>
            <translation>
                <numerusform>One of these pictures has copies in other places.</numerusform>
                <numerusform>%Ln of these pictures have copies in other places.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Only the file(s) shown (%Ln)</source>
            <translation>
                <numerusform>Only the file shown</numerusform>
                <numerusform>Only the %Ln files shown</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>amounts</name>
        <message numerus="yes">
            <source>%Ln picture(s) per minute on this computer</source>
            <translation>
                <numerusform>%Ln picture per minute on this computer</numerusform>
                <numerusform>%Ln pictures per minute on this computer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln day</numerusform>
                <numerusform>%Ln days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln file</numerusform>
                <numerusform>%Ln files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln picture</numerusform>
                <numerusform>%Ln pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln problem(s)</source>
            <translation>
                <numerusform>%Ln problem</numerusform>
                <numerusform>%Ln problems</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln unsupported file(s) skipped ({}).</source>
            <translation>
                <numerusform>%Ln unsupported file skipped ({}).</numerusform>
                <numerusform>%Ln unsupported files skipped ({}).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln result(s)</source>
            <translation>
                <numerusform>%Ln result</numerusform>
                <numerusform>%Ln results</numerusform>
            </translation>
        </message>
    </context>
</TS>
